import { AsyncLocalStorage, createHook } from 'node:async_hooks'

/** Notes the timers that code starts, and everything that it leads to. */
export class Timers {
  readonly #scope = new AsyncLocalStorage<true>()
  readonly #running = new Map<number, NodeJS.Timeout>()
  readonly #hook = createHook({
    init: (id, type, _trigger, resource) => {
      if (type === 'Timeout' && this.#scope.getStore()) this.#running.set(id, resource as NodeJS.Timeout)
    },
    // An interval is over when it is cleared, and any other timer also when its time has come.
    destroy: (id) => void this.#running.delete(id),
  }).enable()

  /** Calls code whose timers count. */
  of<T>(code: () => T): T {
    return this.#scope.run(true, code)
  }

  /** How many still run that keep a process from ending. */
  get count(): number {
    return [...this.#running.values()].filter((timer) => timer.hasRef()).length
  }

  stop(): void {
    this.#hook.disable()
  }
}
