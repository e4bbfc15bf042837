import { useEffect, useState } from 'preact/hooks'
import type { CompanionState, LessonList, LiveLesson, RedisState } from '../messages.ts'
import { follow, type Line } from './connection.ts'
import { Guide } from './guide.tsx'
import { Home } from './home.tsx'
import { LessonPage } from './lesson.tsx'
import { Panel } from './panel.tsx'
import { Rail } from './rail.tsx'
import { usePlace } from './route.ts'

/** The whole page. What it shows comes from the server; where it is stands in the address. */
export function App() {
  const place = usePlace()
  const [line, setLine] = useState<Line>('connecting')
  const [redis, setRedis] = useState<RedisState>({ is: 'starting' })
  const [list, setList] = useState<LessonList>()
  const [live, setLive] = useState<LiveLesson>()
  const [companions, setCompanions] = useState<Readonly<Record<string, CompanionState>>>({})
  const lesson = place.page === 'lesson' ? place.name : undefined

  useEffect(
    () =>
      follow(lesson, {
        line: setLine,
        pushed(pushed) {
          if (pushed.what === 'redis') setRedis(pushed.redis)
          if (pushed.what === 'lessons') setList(pushed.list)
          if (pushed.what === 'live') setLive(pushed.live)
          if (pushed.what === 'companion') setCompanions((all) => ({ ...all, [pushed.lesson]: pushed.state }))
        },
      }),
    [lesson],
  )

  if (line === 'denied') return <Denied />
  const shown = live?.lesson === lesson ? live : undefined
  return (
    <>
      <a class="skip" href={lesson ? '#checks' : '#main'}>
        {lesson ? 'Skip to the checks' : 'Skip to the text'}
      </a>
      <div class={lesson ? 'app' : 'app wide'}>
        <Rail list={list} current={lesson} redis={redis} line={line} />
        {place.page === 'home' && <Home list={list} />}
        {place.page === 'guide' && <Guide name={place.name} />}
        {lesson && <LessonPage key={lesson} id={lesson} live={shown} list={list} />}
        {lesson && (
          <Panel
            key={`panel ${lesson}`}
            id={lesson}
            live={shown}
            list={list}
            place={place}
            redis={redis}
            companion={companions[lesson]}
          />
        )}
      </div>
    </>
  )
}

function Denied() {
  return (
    <main class="denied" id="main">
      <h1>Open the address from your terminal</h1>
      <p>
        This window doesn't know the workbook that runs now. <code>npm start</code> prints an address with a
        token: open that one.
      </p>
    </main>
  )
}
