import { Redis } from 'ioredis'

const url = process.env.REDIS_URL!
const client = new Redis(url).on('error', () => {})
const reader = new Redis(url).on('error', () => {})
