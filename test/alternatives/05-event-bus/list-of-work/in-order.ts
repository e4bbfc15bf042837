// A list of work for each key, and a loop that does it.
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function inOrder(): InOrder {
  const lists = new Map<string, (() => Promise<void>)[]>()

  async function workOff(key: string, list: (() => Promise<void>)[]): Promise<void> {
    for (let next = list[0]; next; next = list[0]) {
      await next()
      list.shift()
    }
    lists.delete(key)
  }

  return <T>(key: string, work: () => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const one = () => work().then(resolve, reject)
      const list = lists.get(key)
      if (list) {
        list.push(one)
        return
      }
      const begun = [one]
      lists.set(key, begun)
      void workOff(key, begun)
    })
}
