import type { ProviderId } from '../../../shared/product.ts';
import type { Stage } from '../stage/stage.ts';
import type { Format } from './dialect.ts';
import { openScene, sceneAt, type Oddity, type Scene } from './scene.ts';

/** The formats that a provider speaks. */
const formats: Readonly<Record<ProviderId, readonly Format[]>> = {
  alfakios: ['json'],
  ayoconnect: ['json'],
  iak: ['json', 'xml'],
};

/** Plays it in each format that the provider speaks, on the same books. */
async function inEachFormat(
  stage: Stage,
  provider: ProviderId,
  play: (scene: Scene) => Promise<void>,
  only: readonly Format[] = formats[provider],
): Promise<void> {
  let scene: Scene | null = null;
  for (const format of only) {
    if (scene === null) scene = await openScene(stage, provider, { format });
    else {
      await stage.faultsOff();
      stage.configure({ providers: { [provider]: { format } } });
      await stage.restart();
      scene = sceneAt(stage, provider, format);
    }
    await play(scene);
  }
}

/** An oddity in each format that the provider speaks. */
export function everyFormat(id: string, title: string, play: (scene: Scene) => Promise<void>): Oddity {
  return { id, title, play: (stage, provider) => inEachFormat(stage, provider, play) };
}

/** In IAK's XML; to those who speak only JSON, what comes nearest to it. */
export function inXml(id: string, title: string, play: (scene: Scene) => Promise<void>): Oddity {
  return {
    id,
    title,
    play: (stage, provider) => inEachFormat(stage, provider, play, provider === 'iak' ? ['xml'] : ['json']),
  };
}
