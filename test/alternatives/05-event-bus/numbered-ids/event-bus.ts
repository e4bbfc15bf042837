// Closures. An ID is a prefix for the process and a number.
import { pid } from 'node:process'
import type { BusOptions, EventBus } from '../../../../lessons/05-event-bus/contract.ts'
import { writeEnvelope } from '../../../../solutions/05-event-bus/envelope.ts'
import { conform } from '../../../../solutions/05-event-bus/schemas.ts'

const mark = `${pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
let count = 0

export function bus<E extends object>({ pubsub, namespace, schemas = {} }: BusOptions<E>): EventBus<E> {
  const onTheirWay = new Set<Promise<unknown>>()
  const checking = new Map<string, Promise<void>>()
  let closed = false

  async function publish(
    event: string,
    data: unknown,
    text: string,
    key: string | undefined,
  ): Promise<number> {
    const before = key === undefined ? undefined : checking.get(key)
    const check = async () => {
      await conform(schemas, event, data)
      await before
    }
    const checked = check()
    const over = checked.catch(() => {})
    if (key !== undefined) checking.set(key, over)
    try {
      await checked
    } finally {
      await before
      if (key !== undefined && checking.get(key) === over) checking.delete(key)
    }
    return pubsub.publish(namespace + event, text)
  }

  return {
    async emit(event, data, { key, id } = {}) {
      if (closed) throw new Error('the bus is closed')
      const text = writeEnvelope(event, data, { id: id ?? `${mark}-${++count}`, key })
      const sent = publish(event, data, text, key)
      onTheirWay.add(sent)
      try {
        return await sent
      } finally {
        onTheirWay.delete(sent)
      }
    },
    async close() {
      closed = true
      const late = new Promise((resolve) => setTimeout(resolve, 2000).unref())
      await Promise.race([Promise.allSettled([...onTheirWay]), late])
    },
  }
}
