import { AsyncLocalStorage } from 'node:async_hooks'
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { describe } from './failure.ts'

/** What is told of the errors that happen in the context of one check, in the learner's code or in a client's. */
export interface Scope {
  /** For people: the check. */
  readonly name: string
  /** An error that no promise of the check carries. `cause` is why that often happens. */
  unhandled(error: unknown, what: string, cause?: string): void
  /** Text that the learner's code printed. */
  print(text: string): void
}

const contexts = new AsyncLocalStorage<Scope>()

/** The key (by `Symbol.for`) of a global function that names the current context; the inspector asks it. */
export const CURRENT_CHECK = 'workbook.current-check'

/** Runs `work` so that stray errors and printed text go to `context`, also from timers and from the clients. */
export function runInScope<T>(context: Scope, work: () => T): T {
  return contexts.run(context, work)
}

/** Runs `work` outside any check. */
export function runOutside<T>(work: () => T): T {
  return contexts.exit(work)
}

/** Why a rejection often has no handler. */
const NOT_AWAITED =
  "Await the promise, or give it a catch of its own. Inside a try block, write `return await`: a plain `return` doesn't catch a rejection."

/** The causes of errors that a check's own handlers throw. */
const causes = new WeakMap<object, string>()

/** An error for a check's handler to throw. `cause` is printed if the learner's code lets it get loose. */
export function errorOfHandler(message: string, cause: string): Error {
  const error = new Error(message)
  causes.set(error, cause)
  return error
}

/**
 * From now on, unhandled rejections, uncaught exceptions and printed text of this thread go to the context in
 * which they began.
 *
 * @param orphan Takes errors that belong to no context.
 * @returns Undoes it.
 */
export function captureUnhandled(orphan: (error: unknown, what: string) => void): () => void {
  const to = (what: string, cause?: string) => (error: unknown) => {
    const context = contexts.getStore()
    if (context) context.unhandled(error, what, causes.get(Object(error)) ?? cause)
    else orphan(error, what)
  }
  const rejected = to('a promise was rejected and nothing handles it', NOT_AWAITED)
  const thrown = to('an exception was thrown and nothing catches it')
  process.on('unhandledRejection', rejected)
  process.on('rejectionHandled', handledLate)
  process.on('uncaughtException', thrown)
  const release = capturePrinting()
  Object.assign(globalThis, { [Symbol.for(CURRENT_CHECK)]: () => contexts.getStore()?.name })
  return () => {
    process.off('unhandledRejection', rejected)
    process.off('rejectionHandled', handledLate)
    process.off('uncaughtException', thrown)
    release()
  }
}

/** It has been told when nothing handled it. Without a listener, Node would print a warning in the middle of the results. */
function handledLate(): void {}

/** Takes over `console`, stdout and stderr, and hands on what is printed outside any check. */
function capturePrinting(): () => void {
  const original = globalThis.console
  const releases = [captureStream(process.stdout), captureStream(process.stderr)]
  const into = (elsewhere: (text: string) => void) =>
    new Writable({
      decodeStrings: false,
      write(chunk: string | Buffer, _encoding, done) {
        const text = String(chunk)
        const context = contexts.getStore()
        if (context) context.print(text)
        else elsewhere(text)
        done()
      },
    })
  globalThis.console = new Console({
    stdout: into((text) => original.log(text.replace(/\n$/, ''))),
    stderr: into((text) => original.error(text.replace(/\n$/, ''))),
    colorMode: false,
  })
  return () => {
    globalThis.console = original
    for (const release of releases) release()
  }
}

/** Takes over what is written to a stream within a check. */
function captureStream(stream: NodeJS.WriteStream): () => void {
  const write = stream.write
  type Rest = [encodingOrDone?: BufferEncoding | ((error?: Error) => void), done?: (error?: Error) => void]
  stream.write = (chunk: string | Uint8Array, ...rest: Rest) => {
    const context = contexts.getStore()
    if (!context) return write.call(stream, chunk, ...(rest as [BufferEncoding]))
    context.print(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const done = rest.find((one) => typeof one === 'function')
    if (done) process.nextTick(done)
    return true
  }
  return () => {
    stream.write = write
  }
}

/** An error as a sentence, with how it got loose. */
export function strayText(error: unknown, what: string): string {
  return `${what}: ${describe(error)}`
}
