import { Session } from 'node:inspector'
import { fileURLToPath } from 'node:url'
import { CURRENT_CHECK } from '#shared/checks/capture-unhandled.ts'
import { isLearnerFile } from '#shared/checks/stack.ts'
import { HEARTBEAT_THREAD } from './heartbeat.ts'

/** Where a blocked thread of this process is. */
export interface BlockedAt {
  /** The learner's file, as its URL or path says. */
  readonly file: string
  /** Line and column in the code that runs, which may be compiled; both counted from 0. */
  readonly line: number
  readonly column: number
  /** The source map that the code carries, if it does: a `data:` URL. */
  readonly sourceMap?: string
  /** The check in whose context it runs. */
  readonly check?: string
}

interface Frame {
  readonly callFrameId: string
  readonly url: string
  readonly location: { readonly scriptId: string; readonly lineNumber: number; readonly columnNumber: number }
}
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { callFrames?: Frame[]; scriptId?: string; url?: string; sourceMapURL?: string }
  readonly result?: { result?: { value?: unknown[] } }
}

/** How long finding out may take, in milliseconds. */
const LIMIT_MS = 10_000

/**
 * Pauses a worker thread of this process by the inspector, and says where in a learner's code it is. Undefined
 * when it is elsewhere.
 *
 * @param thread Node's id of the thread.
 */
export async function whereBlocked(thread: number): Promise<BlockedAt | undefined> {
  const session = new Session()
  session.connect()
  const attached: string[] = []
  const scripts = new Map<string, { url: string; sourceMap?: string }>()
  let asked = 100
  const post = session.post.bind(session) as (method: string, params?: object) => void
  const send = (sessionId: string, method: string, params: object = {}, id = ++asked) =>
    post('NodeWorker.sendMessageToWorker', {
      sessionId,
      message: JSON.stringify({ id, method, params }),
    })

  try {
    return await new Promise<BlockedAt | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), LIMIT_MS)
      const found = new Map<number, BlockedAt>()
      const on = session.on.bind(session) as unknown as (
        event: string,
        listener: (message: never) => void,
      ) => void

      on(
        'NodeWorker.attachedToWorker',
        // To all of them: the inspector has numbers of its own for them.
        ({ params }: { params: { sessionId: string } }) => {
          attached.push(params.sessionId)
          send(params.sessionId, 'Debugger.enable')
          send(params.sessionId, 'Debugger.pause')
        },
      )
      on(
        'NodeWorker.receivedMessageFromWorker',
        ({ params }: { params: { sessionId: string; message: string } }) => {
          const message = JSON.parse(params.message) as Message
          if (message.method === 'Debugger.scriptParsed') {
            const { scriptId = '', url = '', sourceMapURL } = message.params ?? {}
            scripts.set(
              `${params.sessionId} ${scriptId}`,
              sourceMapURL ? { url, sourceMap: sourceMapURL } : { url },
            )
          }
          if (message.method === 'Debugger.paused') {
            for (const frame of message.params?.callFrames ?? []) {
              const script = scripts.get(`${params.sessionId} ${frame.location.scriptId}`)
              const url = frame.url || script?.url || ''
              const path = url.replace(/\?.*$/, '')
              const file = path.startsWith('file:') ? fileURLToPath(path) : path
              if (!file || !isLearnerFile(file)) continue
              const at = { file, line: frame.location.lineNumber, column: frame.location.columnNumber }
              const id = ++asked
              found.set(id, script?.sourceMap ? { ...at, sourceMap: script.sourceMap } : at)
              const global = (name: string) => `globalThis[Symbol.for(${JSON.stringify(name)})]`
              const expression = `[${global(HEARTBEAT_THREAD)}, ${global(CURRENT_CHECK)}?.()]`
              const { callFrameId } = frame
              send(
                params.sessionId,
                'Debugger.evaluateOnCallFrame',
                { callFrameId, expression, returnByValue: true },
                id,
              )
              return
            }
            send(params.sessionId, 'Debugger.resume')
          }
          const at = message.id === undefined ? undefined : found.get(message.id)
          if (at) {
            const [id, check] = message.result?.result?.value ?? []
            if (id !== thread) return send(params.sessionId, 'Debugger.resume')
            clearTimeout(timer)
            resolve(typeof check === 'string' ? { ...at, check } : at)
          }
        },
      )
      post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    })
  } finally {
    // Without this the end of the process would wait for the paused thread.
    for (const sessionId of attached) send(sessionId, 'Debugger.disable')
    session.disconnect()
  }
}
