import { doctests } from './doctests.ts'

doctests('lessons/02-patterns/README.md')
