using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Zipwhip;

/// <summary>A line that signed in, with the customer it belongs to.</summary>
sealed record ZipwhipLine(CarrierAccount Account, PhoneNumber Number);

/// <summary>
/// Sign-in of a line: its number as username, the carrier's token as password. A session key is made from both, so that it never expires
/// and needs no keeping.
/// </summary>
sealed class ZipwhipSession(NpgsqlDataSource database, CarrierAccounts accounts)
{
    /// <summary>The session key; null: refused.</summary>
    public async Task<string?> SignInAsync(string? username, string? password, CancellationToken cancel) =>
        NumberOf(username) is { } number && !string.IsNullOrEmpty(password) && await accounts.FindAsync(password, cancel) is { } account && account.Numbers.Contains(number.Digits)
            ? KeyOf(account.Token, number) : null;

    /// <summary>Null: no such session.</summary>
    public async Task<ZipwhipLine?> FindAsync(string? session, CancellationToken cancel)
    {
        if (session?.Split(':') is not [_, var name] || NumberOf(name) is not { } number) return null;
        // Organisations live in worlds of their own, where the same number may stand.
        foreach (var id in await database.Command("select account_id from carrier_number where number = $1", number.Digits).ReadAllAsync(row => row.GetGuid(0), cancel))
            if (await accounts.TokenAsync(id, cancel) is { } token && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(KeyOf(token, number)), Encoding.UTF8.GetBytes(session))
                && await accounts.FindAsync(token, cancel) is { } account) return new(account, number);
        return null;
    }

    static string KeyOf(string token, PhoneNumber number)
    {
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"session:{number.Digits.ToString(CultureInfo.InvariantCulture)}"));
        return $"{new Guid(digest.AsSpan(0, 16)):D}:{Bare(number)}";
    }

    /// <summary>Ten digits in North America, as this API writes numbers.</summary>
    public static string Bare(PhoneNumber number) => number.E164.Length == 12 && number.E164.StartsWith("+1", StringComparison.Ordinal) ? number.E164[2..] : number.E164.TrimStart('+');

    public static PhoneNumber? NumberOf(string? text)
    {
        var bare = text?.Replace("ptn:/", "", StringComparison.Ordinal).Trim() ?? "";
        return PhoneNumber.FromWire(bare.Length == 10 && bare.All(char.IsAsciiDigit) ? "1" + bare : bare);
    }
}
