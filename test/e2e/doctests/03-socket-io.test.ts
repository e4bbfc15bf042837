import { doctests } from './doctests.ts'

doctests('lessons/03-socket-io/README.md')
