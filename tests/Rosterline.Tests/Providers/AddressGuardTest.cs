using System.Net;
using Rosterline.Providers;

namespace Rosterline.Tests.Providers;

public class AddressGuardTest
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Tells_public_addresses_from_private_ones(string address, bool isPublic) => AddressGuard.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Bars_a_call_into_the_own_network_and_sends_nothing(string host)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var http = new ProviderHttp(TimeProvider.System, new KeptLog<ProviderHttp>());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{server.Address.Port}/");
        (await http.CallAsync(request, CancellationToken.None)).ShouldBeOfType<ProviderAnswer.Barred>().Words.ShouldContain(host);
        server.Requests.ShouldBeEmpty();
    }
}
