import http from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { short } from '#shared/checks/wire-text.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Accepted, Refused, Status } from '../../contract.ts'

/** The shortest pause between two requests for the status, in milliseconds. */
const LOOK_EVERY_MS = 15

/**
 * How long an idle connection is kept, in milliseconds. A Node.js server closes it after five seconds, and a request in
 * flight at that moment would get no response.
 */
const KEPT_MS = 1000

/** A response. */
export interface Answer {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly text: string
  /** The body, if it is JSON. */
  readonly body: unknown
}

/** A request. A body that isn't a string is sent as JSON. */
export interface Asked {
  readonly body?: unknown
  readonly headers?: http.OutgoingHttpHeaders
  /** Default: POST. */
  readonly method?: string
  /** Default: the browser's own, which keeps its connections. */
  readonly agent?: http.Agent
  /** The longest time until the response, in milliseconds. */
  readonly withinMs?: number
  /** Why there may be no response. */
  readonly cause?: string
}

/** Sends requests to an API over HTTP. */
export class Browser {
  readonly url: string
  readonly #context: CheckContext
  readonly #agent = new http.Agent({ keepAlive: true, timeout: KEPT_MS })

  constructor(context: CheckContext, url: string) {
    this.#context = context
    this.url = url
    context.cleanup(() => this.#agent.destroy())
  }

  /** Sends a request, and resolves with the response. Fails if there is none. */
  async ask(path: string, asked: Asked = {}): Promise<Answer> {
    const { method = 'POST' } = asked
    const what = `${method} ${path}`
    const sent = `${what}${inWords(asked)}`
    this.#context.log(`HTTP ${sent}`, {
      drawn: { kind: 'emit', from: 'browser', to: 'code:api', label: what, payload: sent },
    })
    const pending = this.#send(path, { ...asked, method })
    const late = this.#context.until(`a response to ${what}`, trackSettled(pending), {
      withinMs: asked.withinMs,
    })
    // As soon as the response arrives, without waiting until until() looks again.
    const answer = await Promise.race([pending, late.then(() => pending)]).catch((error: Error) =>
      this.#context.fail(
        error.name === 'Failure' ? error.message : `no response to ${what}: ${error.message}`,
        {
          cause: asked.cause,
        },
      ),
    )
    this.#context.log(`HTTP ${what} → ${answer.status} ${short(answer.text)}`, {
      drawn: {
        kind: 'reply',
        from: 'code:api',
        to: 'browser',
        label: String(answer.status),
        payload: `${answer.status} ${short(answer.text)}`,
      },
    })
    this.#context.onStep?.()
    return answer
  }

  /** Sends a request that must be accepted. */
  async does(path: string, body: unknown, headers: http.OutgoingHttpHeaders = {}): Promise<Accepted> {
    const answer = await this.ask(path, { body, headers })
    if (answer.status !== 201) {
      this.#context.fail(`POST ${path} should get a 201, but got ${answer.status} ${answer.text}`)
    }
    return answer.body as Accepted
  }

  /** Sends a request that must be refused with this status. */
  async isRefused(status: number, path: string, asked: Asked = {}): Promise<Refused> {
    const answer = await this.ask(path, asked)
    this.checkRefused(status, `${asked.method ?? 'POST'} ${path}${inWords(asked)}`, answer)
    return answer.body as Refused
  }

  /** Fails unless this is a correct refusal. */
  checkRefused(status: number, what: string, answer: Answer): void {
    this.#context.equal(`the status of ${what}`, answer.status, status)
    const { error } = (answer.body ?? {}) as Partial<Refused>
    if (typeof error !== 'string' || error === '') {
      this.#context.fail(`the response to ${what} has no "error": ${short(answer.text)}`)
    }
    const inside = /node_modules|\bat .*[:(]\d+|\.ts\b|ECONN|127\.0\.0\.1|redis:/i.exec(answer.text)
    if (inside)
      this.#context.fail(`the response to ${what} contains "${inside[0]}", which browsers must not see`)
  }

  /** GET /status. */
  async status(): Promise<Status> {
    const answer = await this.ask('/status', { method: 'GET' })
    this.#context.equal('the status of GET /status', answer.status, 200)
    return answer.body as Status
  }

  /** Requests the status until `holds` returns true for it. */
  async statusShows(
    what: string,
    holds: (status: Status) => boolean,
    cause?: (status: Status) => string | undefined,
  ): Promise<Status> {
    const context = this.#context
    let seen: Status | undefined
    let wrong: string | undefined
    let isOver = false
    // A loop of its own: if until() had to wait for every response, it could give up before it knew what the status
    // shows.
    const asks = async () => {
      while (!isOver && wrong === undefined) {
        const answer = await this.#send('/status', { method: 'GET' })
        if (answer.status === 200) seen = answer.body as Status
        else wrong = `GET /status got ${answer.status} ${answer.text}`
        await delay(LOOK_EVERY_MS)
      }
    }
    asks().catch((error: Error) => {
      wrong = `no response to GET /status: ${error.message}`
    })
    const shows = () => seen !== undefined && holds(seen)
    await context
      .until(`GET /status shows ${what}`, shows, { abortReason: () => wrong })
      .catch((error: Error) => {
        const shown = seen ? `it shows ${JSON.stringify(seen)}` : 'there was no response'
        return context.fail(wrong ?? `${error.message}; ${shown}`, { cause: seen && cause?.(seen) })
      })
      .finally(() => {
        isOver = true
      })
    return seen!
  }

  #send(path: string, { body, headers = {}, method, agent }: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const declared = body === undefined ? {} : { 'Content-Type': 'application/json' }
      const request = http.request(new URL(this.url).origin + path, {
        method: method ?? 'POST',
        agent: agent ?? this.#agent,
        headers: { ...declared, ...headers },
      })
      // Without a body, send no length.
      if (body === undefined) request.useChunkedEncodingByDefault = false
      this.#context.cleanup(() => request.destroy())
      request.on('error', reject)
      request.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece
        })
        response.on('error', reject)
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: json(text) })
        })
      })
      request.end(body === undefined ? undefined : bodyText(body))
    })
  }
}

/** The headers and the body. */
function inWords({ body, headers = {} }: Asked): string {
  const set = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const sent = body === undefined ? [] : [short(bodyText(body))]
  return [...(set.length > 0 ? [`(${set.join(', ')})`] : []), ...sent].map((part) => ` ${part}`).join('')
}

function bodyText(body: unknown): string {
  return typeof body === 'string' ? body : (JSON.stringify(body) ?? '')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
