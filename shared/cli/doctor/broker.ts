import { findBroker, INSTALL_RABBITMQ } from '#shared/rabbitmq/programs.ts'
import { redactUrl } from '#shared/redis/url.ts'
import type { Finding } from './finding.ts'

/** Whether the comparison with RabbitMQ can run. No lesson needs it. */
export function examineBroker(env: NodeJS.ProcessEnv): Finding {
  const what = 'RabbitMQ'
  if (env.AMQP_URL) return { state: 'good', what, found: `${redactUrl(env.AMQP_URL)}, from AMQP_URL` }
  const programs = findBroker(env)
  if (programs) return { state: 'good', what, found: programs.server }
  return {
    state: 'missing',
    what,
    found: 'not found; only a comparison in lesson 06 needs it',
    advice: `Install it: ${INSTALL_RABBITMQ}`,
  }
}
