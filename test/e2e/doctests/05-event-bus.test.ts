import { doctests } from './doctests.ts'

doctests('lessons/05-event-bus/README.md')
