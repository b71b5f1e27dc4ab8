// Aedes as a broker under test: node broker.mjs CONFIGURATION. It ends when its standard input does.
//
// The configuration is a JSON file:
//   users        the password of each user; empty: anyone may connect
//   listeners    of each one its carrier (tcp, tls, client-certificate, ws, wss or unix) and where it is: host and port, or
//                the path of a Unix socket
//   certificate, key, clients    PEM files for TLS; clients have to present the last where the carrier says so
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

function secure (carrier) {
  return {
    cert: readFileSync(configuration.certificate),
    key: readFileSync(configuration.key),
    ...(carrier === 'client-certificate' && {
      ca: readFileSync(configuration.clients),
      requestCert: true,
      rejectUnauthorized: true
    })
  }
}

function webSocket (server) {
  const sockets = new WebSocketServer({ server, handleProtocols: offered => offered.has('mqtt') ? 'mqtt' : false })
  sockets.on('connection', (socket, request) => broker.handle(createWebSocketStream(socket), request))
  return server
}

function create (carrier) {
  switch (carrier) {
    case 'tls':
    case 'client-certificate': return tls.createServer(secure(carrier), broker.handle)
    case 'ws': return webSocket(http.createServer())
    case 'wss': return webSocket(https.createServer(secure(carrier)))
    default: return net.createServer(broker.handle)
  }
}

const broker = await Aedes.createBroker({ authenticate, maxClientsIdLength: 65535 })
for (const { carrier, ...where } of configuration.listeners) {
  await new Promise(resolve => {
    create(carrier)
      .on('error', failure => {
        console.error(failure.message)
        process.exit(1)
      })
      .listen(where, resolve)
  })
}
console.log('READY')

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
