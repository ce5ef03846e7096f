// Long work in short pieces: between them the browser answers a finger and paints.

const PIECE_MS = 6;
let since = 0;

const turn = () => ("scheduler" in globalThis && "yield" in scheduler
  ? scheduler.yield()
  : new Promise((resolve) => { setTimeout(resolve); }));

/**
 * Give way when this piece of work has lasted long enough. Throws when `signal` has stopped it.
 * @param {AbortSignal} [signal]
 */
export async function breathe(signal) {
  if (performance.now() - since < PIECE_MS) return;
  await turn();
  since = performance.now();
  signal?.throwIfAborted();
}
