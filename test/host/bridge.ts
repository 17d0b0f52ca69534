import type { WebContents } from 'electron';
import type { CDPSession } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { linkWorlds, preloadWorld, type ToPage } from './in-page.ts';
import { invoke, type Frame } from './ipc-main.ts';
import { toAppUrl } from './protocol.ts';
import { strict } from './strict.ts';

interface FrameTree {
  readonly frame: { readonly id: string; readonly url: string; readonly urlFragment?: string };
  readonly childFrames?: readonly FrameTree[];
}

export interface Bridge {
  /** Reaches the preload script of the main frame; nothing happens while there is none. */
  send(channel: string, data: unknown): void;
}

const receiver = 'hostReceive';

/**
 * Runs the preload script in every document the page will show, in a JavaScript world of its own, and carries its messages.
 * Like Electron it leaves frames inside the page alone. LOKET_HOST_PRELOAD_IN_FRAMES=1 runs it there too, to show what
 * the main process says to a sender that should not be.
 */
export async function bridgePreload(cdp: CDPSession, contents: WebContents, preload: string): Promise<Bridge> {
  const world = `preload-${randomUUID()}`;
  const binding = `send${randomUUID().replaceAll('-', '')}`;
  const frameOfContext = new Map<number, string>();
  let mainFrame = '';

  cdp.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === world) frameOfContext.set(context.id, String(context.auxData?.['frameId']));
  });
  cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => frameOfContext.delete(executionContextId));
  cdp.on('Runtime.executionContextsCleared', () => frameOfContext.clear());
  const answer = async (context: number, payload: string): Promise<void> => {
    const { id, channel, args } = JSON.parse(payload) as { id: number; channel: string; args: unknown[] };
    // The page may be gone already; then, as in Electron, the sender has no frame.
    const tree = await cdp.send('Page.getFrameTree').catch(() => null);
    const frame = tree && findFrame(tree.frameTree, frameOfContext.get(context), null);
    await receive(cdp, context, { reply: id, ...(await invoke(contents, frame, channel, args)) });
  };
  cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name === binding) void answer(executionContextId, payload);
  });

  await cdp.send('Page.enable');
  await cdp.send('Runtime.enable');
  mainFrame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id;
  await cdp.send('Runtime.addBinding', { name: binding, executionContextName: world });
  const { inPage, inPreload } = scripts(readFileSync(preload, 'utf8'), binding);
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: inPage });
  await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: inPreload, worldName: world });

  return {
    send(channel, data) {
      for (const [context, frame] of frameOfContext) {
        if (frame === mainFrame) void receive(cdp, context, { event: channel, data: structuredClone(data) });
      }
    },
  };
}

/** The page's end of the link must be there before the preload script's, so it is added first. */
function scripts(preload: string, binding: string): { inPage: string; inPreload: string } {
  const toPage = randomUUID();
  const toPreload = randomUUID();
  const everyFrame = process.env.LOKET_HOST_PRELOAD_IN_FRAMES === '1';
  const wanted = everyFrame ? 'true' : 'window === window.top';
  return {
    inPage: `if (${wanted}) (${linkWorlds.toString()})('${toPage}', '${toPreload}');`,
    inPreload: `if (${wanted}) {
      const link = (${linkWorlds.toString()})('${toPreload}', '${toPage}');
      const world = (${preloadWorld.toString()})(link, globalThis.${binding}, ${strict.toString()});
      globalThis.${receiver} = world.receive;
      const require = (name) => {
        if (name !== 'electron') throw new Error('module not found: ' + name);
        return world.electron;
      };
      ((require, module, exports) => {${preload}
      })(require, { exports: {} }, {});
    }`,
  };
}

async function receive(cdp: CDPSession, context: number, message: ToPage): Promise<void> {
  const call = {
    functionDeclaration: `function (message) { globalThis.${receiver}(message); }`,
    executionContextId: context,
    arguments: [{ value: message }],
  };
  // The document may be gone by now, with whoever waited for the answer.
  await cdp.send('Runtime.callFunctionOn', call).catch(() => undefined);
}

function findFrame(tree: FrameTree, id: string | undefined, parent: Frame | null): Frame | null {
  const frame = { url: toAppUrl(tree.frame.url + (tree.frame.urlFragment ?? '')), parent };
  if (tree.frame.id === id) return frame;
  for (const child of tree.childFrames ?? []) {
    const found = findFrame(child, id, frame);
    if (found) return found;
  }
  return null;
}
