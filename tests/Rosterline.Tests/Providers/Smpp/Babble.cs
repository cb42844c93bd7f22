using System.Net.Sockets;
using Rosterline.Providers.Smpp;

namespace Rosterline.Tests.Providers.Smpp;

/// <summary>A gateway that says nothing sensible.</summary>
static class Babble
{
    public static async Task SayAsync(NetworkStream stream, Random random, bool binds)
    {
        await stream.ReadExactlyAsync(new byte[16]);
        if (binds) await stream.WriteAsync(new Pdu(Pdu.AnswerTo(Command.BindTransceiver), 0, 1, "X\0"u8.ToArray()).Encode());
        for (var unit = 0; unit < 20; unit++)
        {
            var body = new byte[random.Next(60)];
            random.NextBytes(body);
            Command[] commands = [Command.DeliverSm, Command.SubmitSm, Command.EnquireLink, Command.DataSm, (Command)random.Next(), Pdu.AnswerTo(Command.SubmitSm)];
            await stream.WriteAsync(new Pdu(commands[random.Next(commands.Length)], (uint)random.Next(3), (uint)random.Next(5), body).Encode());
        }
        var noise = new byte[64];
        random.NextBytes(noise);
        await stream.WriteAsync((byte[])[0xff, .. noise]);
    }
}
