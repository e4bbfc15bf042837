import { doctests } from './doctests.ts'

doctests('lessons/09-scale-out/README.md')
