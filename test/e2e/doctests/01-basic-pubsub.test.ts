import { doctests } from './doctests.ts'

doctests('lessons/01-basic-pubsub/README.md')
