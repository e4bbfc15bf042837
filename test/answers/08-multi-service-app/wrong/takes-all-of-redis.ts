// logger, whole file, rejected by 08.3-foreign
// Its pattern matches every channel on the server.
import type { LoggerOptions, Service } from '../../lessons/08-multi-service-app/contract.ts'
import { readEnvelope } from '../../solutions/05-event-bus/envelope.ts'
import { presenceOf, receiptsOf } from '../../lessons/08-multi-service-app/workbook/given/events.ts'

export async function logger({ connect, write, report, namespace, url }: LoggerOptions): Promise<Service> {
  const pubsub = await connect({ url, namespace, report })
  const seen = new Set<string>()
  await pubsub.psubscribe('*', (payload, channel) => {
    const name = channel.slice(channel.lastIndexOf(':') + 1)
    let event: ReturnType<typeof readEnvelope>
    try {
      event = readEnvelope(payload, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
      return
    }
    const { id, timestamp, data } = event
    if (seen.has(id)) return
    seen.add(id)
    write(JSON.stringify({ timestamp, event: name, id, data }))
    void pubsub.publishJson(receiptsOf(namespace), { service: 'logger', id, ok: true }).catch(() => {})
  })
  await pubsub.subscribe(presenceOf(namespace, 'logger'), () => {})
  return { close: () => pubsub.close() }
}
