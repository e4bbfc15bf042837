import { render } from 'preact'
import { App } from './app.tsx'
import { takeToken } from './connection.ts'
import './style.css'

takeToken()
render(<App />, document.getElementById('app')!)
