import { useEffect, useState } from 'preact/hooks'
import type { ComparedFile, ComparedLesson, LessonList } from '../messages.ts'
import { ask } from './connection.ts'
import { Dialog } from './dialog.tsx'
import { Prose } from './prose.tsx'

/**
 * The learner's code beside our solution: only what they have solved. What a run has solved is stored at its end,
 * after its marks have been shown, so the comparison is asked for again with each new progress.
 */
export function CompareDialog({
  lesson,
  progress,
  close,
}: {
  lesson: string
  progress: LessonList | undefined
  close: () => void
}) {
  const [compared, setCompared] = useState<ComparedLesson>()
  const [wrong, setWrong] = useState('')
  useEffect(() => {
    ask<ComparedLesson>(`lessons/${lesson}/compare`).then(setCompared, (error: Error) =>
      setWrong(error.message),
    )
  }, [lesson, progress])
  return (
    <Dialog title="Your code beside our solution" close={close}>
      {wrong && <p class="bad">{wrong}</p>}
      {compared?.files.map((file) => (
        <File key={file.path} file={file} />
      ))}
      {compared?.notes !== undefined && (
        <details class="notes">
          <summary>Why we wrote it this way</summary>
          <Prose html={compared.notes} />
        </details>
      )}
      {compared && compared.notes === undefined && (
        <p class="aside">Our notes on the solution appear here when all tasks of a file pass.</p>
      )}
    </Dialog>
  )
}

function File({ file }: { file: ComparedFile }) {
  return (
    <section class="compared">
      <h3>
        <code>{file.path}</code>
      </h3>
      {file.held && <p class="aside">{file.held}</p>}
      {file.isSame && (
        <p>It is the same as the solution{file.open.length > 0 && ', as far as you have solved it'}.</p>
      )}
      {file.hunks.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard.
        <section class="sides" tabIndex={0} aria-label={`${file.path} beside our solution`}>
          <table>
            <thead>
              <tr>
                <th scope="col">Your code</th>
                <th scope="col">Our solution</th>
              </tr>
            </thead>
            {file.hunks.map((hunk, index) => (
              <tbody key={index}>
                {hunk.map(({ left, right, same }, row) => (
                  <tr key={row} class={same ? '' : 'differs'}>
                    <td class={same ? '' : left === undefined ? 'empty' : 'ours'}>
                      {!same && left !== undefined && <span class="sign">− </span>}
                      {left}
                    </td>
                    <td class={same ? '' : right === undefined ? 'empty' : 'theirs'}>
                      {!same && right !== undefined && <span class="sign">+ </span>}
                      {right}
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </section>
      )}
      {file.open.length > 0 && (
        <p class="aside">Not solved yet, so our code isn't shown: {file.open.join(', ')}.</p>
      )}
    </section>
  )
}
