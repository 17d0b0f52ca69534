import { expect, test } from 'vitest';
import { mayBeExported } from '../../../electron/export/file-name.ts';
import { createPatientFreeBytes } from '../../../electron/export/free-bytes.ts';
import { sticksOfDrives, sticksOfMounts } from '../../../electron/export/sticks.ts';

test.each([
  ['/home/kasir/log.csv', 'linux', true],
  ['/home/kasir/Laporan Mei (1).CSV', 'linux', true],
  ['log.csv', 'linux', false],
  ['/home/kasir/log.csv\0.bat', 'linux', false],
  ['C:\\Loket\\log.csv', 'win32', true],
  ['E:/log.csv', 'win32', true],
  ['\\\\host\\share\\log.csv', 'win32', false],
  ['//host/share/log.csv', 'win32', false],
  ['\\\\.\\PhysicalDrive0\\log.csv', 'win32', false],
  ['\\\\?\\C:\\log.csv', 'win32', false],
  ['\\log.csv', 'win32', false],
  ['C:log.csv', 'win32', false],
  ['C:\\log.txt:b.csv', 'win32', false],
  ['C:\\log.csv:b', 'win32', false],
  ['C:\\CON.csv', 'win32', false],
  ['C:\\com1 .x.csv', 'win32', false],
  ['C:\\log.csv.', 'win32', false],
  ['C:\\Startup\\run.bat', 'win32', false],
  ['/dev/null', 'linux', false],
] as const)('whether %s on %s may be an export: %s', (file, platform, may) => {
  expect(mayBeExported(file, platform)).toBe(may);
});

test('sticks are the disks that the desktop mounted for this user to write', () => {
  const mounts = [
    '/dev/sda1 / ext4 rw,relatime 0 0',
    '/dev/sdb1 /media/kasir/KINGSTON\\040A vfat rw,nosuid 0 0',
    '/dev/sdb1 /media/kasir/KINGSTON\\040A vfat rw,nosuid 0 0',
    '/dev/sdc1 /run/media/kasir/DATA exfat rw 0 0',
    '/dev/sdd1 /media/other/SECRET vfat rw 0 0',
    '/dev/sr0 /media/kasir/CD iso9660 ro 0 0',
    'host:/share /media/kasir/nfs nfs4 rw 0 0',
    '',
  ].join('\n');
  expect(sticksOfMounts(mounts, 'kasir')).toEqual([
    { folder: '/media/kasir/KINGSTON A', label: 'KINGSTON A' },
    { folder: '/run/media/kasir/DATA', label: 'DATA' },
  ]);
  expect(sticksOfDrives('E: KINGSTON\r\nF: \r\n\r\nnonsense')).toEqual([
    { folder: 'E:\\', label: 'KINGSTON (E:)' },
    { folder: 'F:\\', label: 'F:' },
  ]);
});

test('a dead stick holds up nobody, and is never asked twice at once', async () => {
  const asked: string[] = [];
  let wake: (bytes: number) => void = () => undefined;
  const freeBytes = createPatientFreeBytes((folder) => {
    asked.push(folder);
    return folder === '/own' ? Promise.resolve(5) : new Promise((resolve) => (wake = resolve));
  });
  expect(await freeBytes('/own')).toBe(5);
  expect(await Promise.all([freeBytes('/dead'), freeBytes('/dead'), freeBytes('/other')])).toEqual([null, null, null]);
  expect(asked).toEqual(['/own', '/dead']);
  const answer = freeBytes('/dead');
  wake(7);
  expect(await answer).toBe(7);
});
