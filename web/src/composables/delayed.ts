import { onScopeDispose, shallowReactive } from 'vue';

/**
 * Things that are carried out some seconds after they were asked for, so that they can be taken back.
 * What is still waiting when the page goes away is carried out at once: it was asked for.
 */
export function useDelayed(seconds: number, carryOut: (id: string) => void) {
  const waiting = shallowReactive(new Map<string, number>());
  const timer = setInterval(tick, 1000);

  function tick(): void {
    for (const [id, left] of waiting) {
      if (left <= 1) settle(id);
      else waiting.set(id, left - 1);
    }
  }
  function settle(id: string): void {
    waiting.delete(id);
    carryOut(id);
  }
  const settleAll = () => [...waiting.keys()].forEach(settle);

  addEventListener('pagehide', settleAll);
  onScopeDispose(() => {
    clearInterval(timer);
    removeEventListener('pagehide', settleAll);
    settleAll();
  });
  return {
    waiting,
    ask: (id: string) => waiting.set(id, seconds),
    takeBack: (id: string) => waiting.delete(id),
  };
}
