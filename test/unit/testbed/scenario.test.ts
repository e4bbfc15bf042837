import { expect, inject, onTestFinished, test } from 'vitest'
import { openEnvironment } from '#shared/checks/environment.ts'
import { CLIENTS } from '#shared/core/manifest.ts'
import { ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { Contract } from '../../../lessons/01-basic-pubsub/contract.ts'
import { scenario } from '../../../lessons/01-basic-pubsub/workbook/scenario.ts'

test.each(CLIENTS)('lesson 01 waits until both connections of %s are back', async (client) => {
  const env = openEnvironment(inject('server'))
  onTestFinished(() => env.close())
  const solution = (await import(`../../../solutions/01-basic-pubsub/${client}.ts`)) as Contract
  let refusals = 3
  const slowToReturn: Contract = {
    ...solution,
    async connect(base) {
      let lost = false
      const pubsub = await solution.connect({
        ...base,
        report(problem) {
          lost ||= problem.kind === 'connection'
          base.report(problem)
        },
      })
      return {
        ...pubsub,
        async publish(channel, text) {
          if (lost && refusals-- > 0) throw new Error('The client is offline')
          return pubsub.publish(channel, text)
        },
      }
    },
  }
  const told: string[] = []
  const tell = (text: string) => void told.push(text)
  const context = new ScenarioContext(env, { step: tell, line: tell }, new Set())
  await scenario(context, slowToReturn, { folder: '01-basic-pubsub', area: 'solutions', client, own: false })
  await context.end(1000)
  expect(refusals).toBeLessThan(0)
  expect(told.filter((text) => text.includes('rejected'))).toEqual([])
  expect(told.at(-1)).toBe('no connection is left')
})
