// An array of items, and waiting callers are called when it is empty.
export interface Item {
  readonly about: string
}

export interface InFlight {
  begin(about: string): Item
  end(item: Item): void
  drained(ms: number): Promise<readonly Item[]>
}

export function inFlight(): InFlight {
  let items: Item[] = []
  let waiting: (() => void)[] = []

  return {
    begin(about) {
      const item = { about }
      items.push(item)
      return item
    },
    end(item) {
      items = items.filter((one) => one !== item)
      if (items.length > 0) return
      for (const tell of waiting) tell()
      waiting = []
    },
    async drained(ms) {
      if (items.length > 0) await within(ms, new Promise<void>((resolve) => waiting.push(resolve)))
      return items
    },
  }
}

export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([Promise.allSettled([work]), late])
  clearTimeout(timer)
}
