import type { Check } from '#shared/checks/check.ts'
import type { Contract } from '../../contract.ts'
import { channelsOf, connect } from './support.ts'

/** The checks of task 01.3. */
export const failingChecks: readonly Check<Contract>[] = [
  {
    id: '01.3-bad-json',
    task: '01.3',
    title: 'invalid JSON is reported as payload, and the messages around it arrive',
    async run(context, subject) {
      const { pubsub, problems } = await connect(context, subject)
      const [news, chat] = [context.channel('news'), context.channel('chat')]
      const handler = context.recorder<unknown>('handler')
      const other = context.recorder<unknown>('other')
      await pubsub.subscribeJson(news, handler)
      await pubsub.subscribeJson(chat, other)
      await context.burst(news, ['1', '{"a":', '{"b":2}', '', 'null', '"end"'])
      await context.burst(chat, ['true', '"end"'])
      await context.receives(handler, [1, { b: 2 }, null, 'end'], {
        cause: (got) =>
          got.includes(undefined)
            ? 'Your code continues after it reports the bad message. Return there.'
            : got.length < 4
              ? 'JSON.parse() throws inside the client. Catch the error in your listener.'
              : undefined,
      })
      await context.receives(other, [true, 'end'])
      context.equal(
        'the channels that both received',
        [channelsOf(handler), channelsOf(other)],
        [[news], [chat]],
      )
      context.equal(
        'what was reported',
        problems.map((problem) => [
          problem.kind,
          'payload' in problem && problem.payload,
          'channel' in problem && problem.channel,
        ]),
        [
          ['payload', '{"a":', news],
          ['payload', '', news],
        ],
      )
    },
  },
  {
    id: '01.3-throws',
    task: '01.3',
    title: 'a handler that throws or rejects is reported as handler, and other handlers are unaffected',
    async run(context, subject) {
      const { pubsub, problems } = await connect(context, subject)
      const [news, text] = [context.channel('news'), context.channel('text')]
      const thrown = new Error('thrown by a handler')
      const rejected = new SyntaxError('rejected by a handler')
      const failing = <T>(name: string, fail: (error?: never) => unknown) =>
        context.recorder<T>(name, (message) => (message === 'bad' ? fail() : undefined))
      const throwing = () => {
        throw thrown
      }
      const rejecting = async () => {
        await null
        throw rejected
      }
      const json = [
        failing<unknown>('throws', throwing),
        failing<unknown>('rejects', rejecting),
        context.recorder<unknown>('good'),
      ]
      for (const handler of json) await pubsub.subscribeJson(news, handler)
      const texts = [
        failing<string>('throws on strings', throwing),
        failing<string>('rejects on strings', rejecting),
        context.recorder('good on strings'),
      ]
      for (const handler of texts) await pubsub.subscribe(text, handler)
      const messages = ['1', 'bad', '2', '3', 'end']
      await context.burst(
        news,
        messages.map((message) => JSON.stringify(message)),
      )
      await context.burst(text, messages)
      for (const handler of json) await context.receives<unknown>(handler, messages)
      for (const handler of texts) await context.receives(handler, messages)
      await context.until('all four errors are reported', () => problems.length >= 4, {
        cause: () =>
          problems.some(({ error }) => error === rejected)
            ? undefined
            : "You don't await the handler inside the try block, so its promise rejects outside.",
      })
      context.equal(
        'the kinds reported',
        problems.map((problem) => problem.kind),
        Array(4).fill('handler'),
        {
          cause: (got) =>
            got.includes('payload')
              ? 'Your try block around JSON.parse() also contains the call to the handler.'
              : undefined,
        },
      )
      context.equal(
        'the number of reports of each error',
        [thrown, rejected].map((error) => problems.filter((p) => p.error === error).length),
        [2, 2],
      )
      context.equal(
        'the channels reported',
        problems.map((problem) => 'channel' in problem && problem.channel).sort(),
        [news, news, text, text],
      )
    },
  },
  {
    id: '01.3-slow',
    task: '01.3',
    title: 'neither other handlers nor the next message wait for a slow handler',
    async run(context, subject) {
      const { pubsub } = await connect(context, subject)
      const news = context.channel('news')
      const never = context.recorder<unknown>('never done', () => new Promise(() => {}))
      const quick = context.recorder<unknown>('quick')
      await pubsub.subscribeJson(news, never)
      await pubsub.subscribeJson(news, quick)
      for (const message of ['1', '2', '"end"']) await context.publish(news, message)
      await context.receives<unknown>(never, [1, 2, 'end'], {
        cause: (got) => (got.length === 1 ? 'You await the handler, so the next message waits.' : undefined),
      })
      await context.receives<unknown>(quick, [1, 2, 'end'])
    },
  },
]
