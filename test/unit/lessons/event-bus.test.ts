/** A wrong name of an event, and data that does not belong to it, do not compile. One run of the compiler shows it. */
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'

/** What stands before every line that is tried. It compiles. */
const BEGINNING = `
import type { ConnectOptions } from './shared/lesson/connect-options.ts'
import type { PubSub } from './lessons/02-patterns/contract.ts'
import type { EventHandler, Schema } from './lessons/05-event-bus/contract.ts'
import { bus as makeBus } from './solutions/05-event-bus/event-bus.ts'
import { listener as makeListener } from './solutions/05-event-bus/event-listener.ts'

interface ShopEvents {
  'order:created': { orderId: number; userId: number }
  'order:shipped': { orderId: number; trackingNumber: string }
  'shop:closed': null
}
declare const options: ConnectOptions & { readonly pubsub: PubSub }
declare const order: Schema<{ orderId: number; userId: number }>
declare const text: Schema<string>
declare const all: EventHandler<ShopEvents>
const bus = makeBus<ShopEvents>(options)
const listener = makeListener<ShopEvents>(options)
`.trim()

const RIGHT = [
  `await bus.emit('order:created', { orderId: 1, userId: 2 })`,
  `await bus.emit('order:shipped', { orderId: 1, trackingNumber: 'A' }, { key: '1', id: 'x' })`,
  `await bus.emit('shop:closed', null)`,
  `await listener.on('order:created', (data) => console.log(data.userId))`,
  `await listener.on('order:created', async ({ userId }, event) => console.log(userId, event.id, event.data.orderId))`,
  `await listener.on('order:created', all)`,
  `await listener.off('order:created', all)`,
  `await listener.onPattern('order:*', all)`,
  `await listener.onPattern('*', (_, event) => console.log(event.event === 'order:shipped' && event.data.trackingNumber))`,
  `makeListener<ShopEvents>({ ...options, schemas: { 'order:created': order } })`,
  `makeBus<{ a: string }>({ ...options, schemas: { a: text } })`,
]

/** Each with the code of the error that the compiler has to find. */
const WRONG: [line: string, code: number][] = [
  // The name.
  [`await bus.emit('order:create', { orderId: 1, userId: 2 })`, 2345],
  [`await bus.emit('order:*', { orderId: 1, userId: 2 })`, 2345],
  [`await listener.on('order:create', () => {})`, 2345],
  [`await listener.off('order:create', () => {})`, 2345],
  // The data.
  [`await bus.emit('order:created', { orderId: 1 })`, 2345],
  [`await bus.emit('order:created', { orderId: '1', userId: 2 })`, 2322],
  [`await bus.emit('order:created', { orderId: 1, trackingNumber: 'A' })`, 2353],
  [`await bus.emit('order:created', { orderId: 1, userId: 2, more: 3 })`, 2353],
  [`await bus.emit('shop:closed', {})`, 2345],
  [`await bus.emit('shop:closed')`, 2554],
  [`await bus.emit('order:created', { orderId: 1, userId: 2 }, { key: 1 })`, 2322],
  // The handler.
  [`await listener.on('order:created', (data) => console.log(data.trackingNumber))`, 2339],
  [`await listener.on('order:created', (data: { trackingNumber: string }) => console.log(data))`, 2345],
  [`await listener.on('order:created', (data) => { data.orderId.toUpperCase() })`, 2339],
  [
    `await listener.on('order:created', (_data, event) => console.log(event.event === 'order:shipped'))`,
    2367,
  ],
  [`await listener.onPattern('order:*', (data) => console.log(data.userId))`, 18047],
  // The schemas.
  [`makeBus<ShopEvents>({ ...options, schemas: { 'order:created': text } })`, 2322],
  [`makeListener<ShopEvents>({ ...options, schemas: { 'order:create': order } })`, 2353],
]

describe('the types of the event bus', () => {
  const lines = [...RIGHT, ...WRONG.map(([line]) => line)]
  const errors = errorsByLine(lines)

  test.each(RIGHT)('compiles: %s', (line) => {
    expect(errors.get(line)).toBeUndefined()
  })

  test.each(WRONG)('does not compile: %s', (line, code) => {
    expect(errors.get(line)?.join('\n')).toContain(`TS${code}: `)
  })

  test('there is no other error', () => {
    expect([...errors.keys()].filter((line) => !lines.includes(line))).toEqual([])
  })
})

/** What the compiler says of each line, with the options of the project. */
function errorsByLine(lines: readonly string[]): Map<string, readonly string[]> {
  const name = join(ROOT, 'event-bus-types.ts')
  const source = [BEGINNING, ...lines].join('\n')
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  // The file is nowhere but here.
  host.fileExists = (file) => file === name || fileExists(file)
  host.readFile = (file) => (file === name ? source : readFile(file))
  host.getSourceFile = (file, ...rest) =>
    file === name ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest)
  const errors = new Map<string, string[]>()
  for (const error of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
    const { file, start = 0, code } = error
    const message = ts.flattenDiagnosticMessageText(error.messageText, '\n')
    const inLine = file?.fileName === name ? file.getLineAndCharacterOfPosition(start).line : -1
    const line = source.split('\n')[inLine] ?? message
    errors.set(line, [...(errors.get(line) ?? []), `TS${code}: ${message}`])
  }
  return errors
}
