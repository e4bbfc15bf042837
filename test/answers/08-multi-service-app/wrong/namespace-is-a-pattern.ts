// logger, whole file, rejected by 08.3-foreign
// It treats wildcards in the namespace as part of the pattern.
import type { LoggerOptions, Service } from '../../lessons/08-multi-service-app/contract.ts'
import { readEnvelope } from '../../solutions/05-event-bus/envelope.ts'
import { presenceOf, receiptsOf, shopOf } from '../../lessons/08-multi-service-app/workbook/given/events.ts'

export async function logger({ connect, write, report, namespace, url }: LoggerOptions): Promise<Service> {
  const pubsub = await connect({ url, namespace, report })
  const seen = new Set<string>()
  await pubsub.psubscribe(`${shopOf(namespace)}*`, (payload, channel) => {
    const name = channel.slice(channel.indexOf(':shop:') + ':shop:'.length)
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
