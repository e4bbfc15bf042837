/** First in, first out. `Array.shift` moves all that remains, which a long pipeline would feel. */
export class Queue<T> {
  #items: (T | undefined)[] = []
  #gone = 0

  get first(): T | undefined {
    return this.#items[this.#gone]
  }

  push(item: T): void {
    this.#items.push(item)
  }

  shift(): T | undefined {
    const item = this.#items[this.#gone]
    if (item === undefined) return undefined
    this.#items[this.#gone] = undefined
    this.#gone += 1
    if (this.#gone === this.#items.length) {
      this.#items = []
      this.#gone = 0
    } else if (this.#gone > 1024 && this.#gone * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#gone)
      this.#gone = 0
    }
    return item
  }
}
