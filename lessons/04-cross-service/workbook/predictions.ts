import { spawn } from 'node:child_process'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'
import { crashing } from './processes/crashing.ts'
import { client, EMAIL_PROGRAM, tutorialEvent } from './tutorial/tutorial-services.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'Two replicas claim each event. 20 users register. Five times, the replica with the claim is killed before it has sent the email. How many emails are sent? (This takes a few seconds, because processes are started and killed.)',
    answer: '15 emails were sent.',
    why: 'The other replica has seen the claim and ignored the event. When the lease is over, Redis no longer has the message.',
    async run(context) {
      return `${await crashing(context, 20, 5)} emails were sent.`
    },
  },
  {
    question:
      "The tutorial's email service runs once. The mail server is down, so sending rejects. What happens to the next user's email?",
    answer:
      "It's never sent: the process ended with code 1, and publish returned 0 for the next registration.",
    why: 'Nothing handles the rejection of the async listener, so Node ends the process, and its subscription with it.',
    async run(context) {
      const channel = `${context.name('tutorial')}:user:registered`
      const publisher = await client(context)
      const program = startProgram(context, channel)
      await context.until(() => program.hasSubscribed())
      await publisher.publish(channel, tutorialEvent(7))
      await context.until(() => program.code() !== null)
      // Redis notices a moment later.
      await context.until(async () => (await publisher.pubSubNumSub([channel]))[channel] === 0)
      const count = await publisher.publish(channel, tutorialEvent(8))
      return `It's never sent: the process ended with code ${program.code()}, and publish returned ${count} for the next registration.`
    },
  },
]

/** Starts the tutorial's email service as a process. */
function startProgram(
  context: PredictionContext,
  channel: string,
): { hasSubscribed(): boolean; code(): number | null } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', EMAIL_PROGRAM], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', REDIS_URL: context.url, CHANNEL: channel },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  context.cleanup(() => child.kill('SIGKILL'))
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return { hasSubscribed: () => output.includes('subscribed'), code: () => child.exitCode }
}
