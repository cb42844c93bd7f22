using System.Security.Cryptography;
using System.Text;

namespace Rosterline.Crash.Load;

/// <summary>A request as Twilio posts it: a form, signed together with the public address it is meant for.</summary>
static class TwilioSigned
{
    public static HttpRequestMessage Make(Uri node, string pathAndQuery, params (string Name, string Value)[] fields)
    {
        var signed = new StringBuilder(SeededAgency.PublicUrl + pathAndQuery);
        foreach (var (name, value) in fields.OrderBy(field => field.Name, StringComparer.Ordinal)) signed.Append(name).Append(value);
#pragma warning disable CA5350 // Twilio's choice
        var signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(SeededAgency.AuthToken), Encoding.UTF8.GetBytes(signed.ToString()));
#pragma warning restore CA5350
        return new HttpRequestMessage(HttpMethod.Post, new Uri(node, pathAndQuery))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            Headers = { { "X-Twilio-Signature", Convert.ToBase64String(signature) } },
        };
    }
}
