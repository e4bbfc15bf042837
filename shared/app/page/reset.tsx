import { useState } from 'preact/hooks'
import { ask } from './connection.ts'
import { Dialog } from './dialog.tsx'

interface ResetProps {
  lesson: string
  /** The file, from the workbook's folder. */
  path: string
  close: () => void
}

/** Restores the starter, after a question. It says where the copy of the learner's code is. */
export function ResetDialog({ lesson, path, close }: ResetProps) {
  const [printed, setPrinted] = useState<string>()
  const [wrong, setWrong] = useState('')
  const file = path.split('/').pop()!
  const reset = () => {
    ask<{ printed: string }>(`lessons/${lesson}/reset`, { file }).then(
      (done) => setPrinted(done.printed),
      (error: Error) => setWrong(error.message),
    )
  }
  return (
    <Dialog title={`Start ${file} again?`} close={close}>
      {printed === undefined ? (
        <>
          <p>
            This restores the starter of <code>{path}</code>. Your code is copied first.
          </p>
          <button type="button" class="btn danger" onClick={reset}>
            Reset {file}
          </button>
        </>
      ) : (
        <pre class="reason" role="status">
          {printed}
        </pre>
      )}
      {wrong && <p class="bad">{wrong}</p>}
    </Dialog>
  )
}
