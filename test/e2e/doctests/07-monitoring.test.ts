import { doctests } from './doctests.ts'

doctests('lessons/07-monitoring/README.md')
