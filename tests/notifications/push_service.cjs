// web-push-testing on loopback only, gone as soon as the test lets go of stdin.
const { Server } = require("node:http");
const { PushApiModel } = require("web-push-testing/src/PushApiModel.js");
const PushService = require("web-push-testing/src/server.js");

const { listen } = Server.prototype;
Server.prototype.listen = function (port, ready) {
  return listen.call(this, port, "127.0.0.1", ready);
};
new PushService(new PushApiModel(), Number(process.argv[2])).startServer();
process.stdin.resume().on("end", () => process.exit(0));
