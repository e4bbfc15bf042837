import { doctests } from './doctests.ts'

doctests('lessons/06-delivery-limits/README.md')
