import { doctests } from './doctests.ts'

doctests('lessons/04-cross-service/README.md')
