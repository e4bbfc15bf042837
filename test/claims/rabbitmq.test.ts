/**
 * Proves the findings in `findings/06-delivery-limits.ts` that are about RabbitMQ.
 *
 * @module
 */
import { type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib'
import { afterAll, beforeAll, expect, onTestFinished, type TestContext, test, vi } from 'vitest'
import type { Broker } from '#shared/rabbitmq/broker.ts'
import { brokerOrNone, required } from '../e2e/rabbitmq/support.ts'

const WAIT = { timeout: 8000, interval: 5 }

let broker: Broker | undefined
beforeAll(async () => {
  broker = await brokerOrNone(false)
}, 150_000)
afterAll(() => broker?.stop())

async function openChannel(context: TestContext): Promise<ConfirmChannel> {
  const connection = await connect(required(broker, context).url)
  onTestFinished(() => connection.close())
  return connection.createConfirmChannel()
}

test('S74b a message that no queue takes is confirmed, and only `mandatory` returns it', async (context) => {
  const channel = await openChannel(context)
  const returned: string[] = []
  channel.on('return', ({ content }) => returned.push(content.toString()))
  await channel.assertExchange('orders', 'fanout', { durable: true })
  const publish = (text: string, mandatory: boolean) =>
    channel.publish('orders', '', Buffer.from(text), { persistent: true, mandatory })
  publish('dropped', false)
  await channel.waitForConfirms()
  expect(returned).toEqual([])
  publish('returned', true)
  await channel.waitForConfirms()
  expect(returned).toEqual(['returned'])

  // The confirmed message isn't kept for a queue that's bound later.
  const { queue } = await channel.assertQueue('mail', {
    durable: true,
    arguments: { 'x-queue-type': 'quorum' },
  })
  await channel.bindQueue(queue, 'orders', '')
  publish('queued', true)
  await channel.waitForConfirms()
  expect(returned).toEqual(['returned'])
  expect(await channel.get(queue)).toMatchObject({ content: Buffer.from('queued') })
  expect(await channel.get(queue)).toBe(false)
})

test('S74b a message that was not acknowledged is delivered again', async (context) => {
  const [anna, ben] = [await openChannel(context), await openChannel(context)]
  await anna.assertQueue('payments', { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  anna.sendToQueue('payments', Buffer.from('payment 1'), { persistent: true })
  await anna.waitForConfirms()
  const received: [text: string, redelivered: boolean][] = []
  const record = (message: ConsumeMessage | null) => {
    if (message) received.push([message.content.toString(), message.fields.redelivered])
  }
  await anna.consume('payments', record)
  await vi.waitFor(() => expect(received).toEqual([['payment 1', false]]), WAIT)
  await anna.close()
  await ben.consume('payments', record)
  await vi.waitFor(() => expect(received.at(1)).toEqual(['payment 1', true]), WAIT)
})
