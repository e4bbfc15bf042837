import { Redis } from 'ioredis'

const url = process.env.REDIS_URL!
const publisher = new Redis(url).on('error', console.error)
const subscriber = new Redis(url).on('error', console.error)
