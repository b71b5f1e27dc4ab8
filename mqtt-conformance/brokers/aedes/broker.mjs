// Aedes as a broker under test: node broker.mjs CONFIGURATION. It ends when its standard input does.
//
// The configuration is a JSON file:
//   host       where to listen
//   port       the TCP port
//   webSocket  true: the port speaks WebSocket
//   path       instead of host and port: a Unix socket
//   users      the password of each user; empty: anyone may connect
//   tls        { keyStore, trustStore, password, clientCertificates }: PKCS#12 files
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { Aedes } from 'aedes'
import { WebSocketServer, createWebSocketStream } from 'ws'

const configuration = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const users = new Map(Object.entries(configuration.users ?? {}))

function authenticate (client, user, password, done) {
  const allowed = users.size === 0 || (user != null && users.has(user) && users.get(user) === password?.toString())
  done(allowed ? null : Object.assign(new Error('Bad user name or password'), { returnCode: 4 }), allowed)
}

function secure ({ keyStore, trustStore, password, clientCertificates }) {
  const options = { pfx: [{ buf: readFileSync(keyStore), passphrase: password }] }
  if (clientCertificates) {
    options.pfx.push({ buf: readFileSync(trustStore), passphrase: password })
    options.requestCert = true
    options.rejectUnauthorized = true
  }
  return options
}

const broker = await Aedes.createBroker({ authenticate, maxClientsIdLength: 65535 })
const options = configuration.tls ? secure(configuration.tls) : {}
let server
if (configuration.webSocket) {
  server = configuration.tls ? https.createServer(options) : http.createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: offered => offered.has('mqtt') ? 'mqtt' : false })
  sockets.on('connection', (socket, request) => broker.handle(createWebSocketStream(socket), request))
} else {
  server = configuration.tls ? tls.createServer(options, broker.handle) : net.createServer(broker.handle)
}
server.on('error', failure => {
  console.error(failure.message)
  process.exit(1)
})
const where = configuration.path ? { path: configuration.path } : { host: configuration.host, port: configuration.port }
server.listen(where, () => console.log(`READY ${configuration.path ?? 'port=' + configuration.port}`))

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
