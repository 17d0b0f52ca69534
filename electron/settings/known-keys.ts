import { z } from 'zod';
import { configShape } from '../config.ts';

/** Whether the config has a key or a group of keys at this path. What a patch takes away could be checked by nothing else. */
export function isKnownKey(path: string): boolean {
  return hasKey(configShape, path.split('.'));
}

function hasKey(shape: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return true;
  const inner = unwrapped(shape);
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, name) && hasKey(inner.shape[name], rest);
  if (inner instanceof z.ZodRecord) return z.safeParse(inner.keyType, name).success && hasKey(inner.valueType, rest);
  return false;
}

/** Without what only says that it may be missing. */
function unwrapped(shape: unknown): unknown {
  const mayLack = [z.ZodOptional, z.ZodNullable, z.ZodDefault, z.ZodPrefault];
  return mayLack.some((kind) => shape instanceof kind) ? unwrapped((shape as z.ZodOptional).unwrap()) : shape;
}
