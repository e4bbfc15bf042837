import { useEffect, useState } from 'preact/hooks'
import { ask } from './connection.ts'
import { Prose } from './prose.tsx'

/** A page of the guides. */
export function Guide({ name }: { name: string }) {
  const [text, setText] = useState<{ title: string; html: string }>()
  const [wrong, setWrong] = useState('')
  useEffect(() => {
    ask<{ title: string; html: string }>(`docs/${name}`).then(
      (found) => {
        setText(found)
        document.title = `${found.title} · Redis Pub/Sub Workbook`
      },
      (error: Error) => setWrong(error.message),
    )
  }, [name])
  return (
    <main class="lesson guide" id="main" aria-busy={!text && !wrong}>
      {wrong && <p>{wrong}</p>}
      {text && <Prose html={text.html} />}
    </main>
  )
}
