using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Rosterline.Platform;

namespace Rosterline.Accounts.Sessions;

/// <summary>Slows down whoever tries passwords or links from one address.</summary>
static class SignInLimits
{
    public const string Policy = "sign-in";
    public const int PerMinute = 30;

    public static void AddSignInLimits(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.OnRejected = (context, _) => new ValueTask(TooMany().ExecuteAsync(context.HttpContext));
        limits.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(From(context.Connection.RemoteIpAddress), _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
    });

    /// <summary>Whom to count as one: somebody with IPv6 has a whole /64 to try from.</summary>
    internal static string From(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult TooMany() =>
        Problems.Because(StatusCodes.Status429TooManyRequests, "too_many", "Too many tries from this address. Wait a minute, then try again.");
}
