// in-hand, whole file
// Items in a list, and whoever waits is told when it is empty.
export interface InHand {
  add(work: Promise<unknown>, about: string): void
  drained(ms: number): Promise<readonly string[]>
}

export function inHand(): InHand {
  let items: { about: string }[] = []
  let waiting: (() => void)[] = []

  return {
    add(work, about) {
      const item = { about }
      items.push(item)
      const ended = () => {
        items = items.filter((one) => one !== item)
        if (items.length > 0) return
        for (const tell of waiting) tell()
        waiting = []
      }
      work.then(ended, ended)
    },
    async drained(ms) {
      if (items.length > 0) await within(ms, new Promise<void>((resolve) => waiting.push(resolve)))
      return items.map(({ about }) => about)
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
