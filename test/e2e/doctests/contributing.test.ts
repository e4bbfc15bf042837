import { doctests } from './doctests.ts'

doctests('docs/contributing.md')
