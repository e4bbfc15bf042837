import { useEffect, useState } from 'preact/hooks'
import type { LessonList, LessonText, LiveLesson } from '../messages.ts'
import { ask } from './connection.ts'
import { Experiment } from './experiment.tsx'
import { Mark } from './marks.tsx'
import { Prose } from './prose.tsx'

interface LessonProps {
  id: string
  live: LiveLesson | undefined
  list: LessonList | undefined
}

/** The lesson's text, the same as in its README. */
export function LessonPage({ id, live, list }: LessonProps) {
  const [text, setText] = useState<LessonText>()
  const [wrong, setWrong] = useState('')
  useEffect(() => {
    ask<LessonText>(`lessons/${id}/text`).then(
      (found) => {
        setText(found)
        document.title = `${found.title} · Redis Pub/Sub Workbook`
      },
      (error: Error) => setWrong(error.message),
    )
  }, [id])
  const failing = live
    ? Object.values(live.clients).filter(({ failed, broken }) => failed || broken).length
    : 0
  const after = list?.lessons[list.lessons.findIndex((lesson) => lesson.id === id) + 1]
  return (
    <>
      <nav class="jump" aria-label="On this page">
        <a href="#main">Lesson</a>
        <a href="#checks">
          {failing > 0 && <Mark sign="failed" silent />} Checks{failing > 0 ? `: ${failing} failing` : ''}
        </a>
      </nav>
      <main class="lesson" id="main" aria-busy={!text && !wrong}>
        <p class="kicker">Lesson {id}</p>
        {wrong && <p>{wrong}</p>}
        {text && (
          <Prose
            html={text.html}
            place={(element) => <Experiment lesson={id} index={Number(element.dataset.question)} />}
          />
        )}
        {text && after && (
          <p class="after">
            <a href={`/lessons/${after.id}`}>
              Next lesson: {after.id} {after.title}
            </a>
          </p>
        )}
      </main>
    </>
  )
}
