import { render } from 'preact'
import { App } from './app.tsx'
import { takeToken } from './connection.ts'
import { addDiagramStyles } from './story.tsx'
import './style.css'

takeToken()
addDiagramStyles()
render(<App />, document.getElementById('app')!)
