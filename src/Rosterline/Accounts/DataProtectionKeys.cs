using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Npgsql;
using Rosterline.Platform;
using Rosterline.Platform.Keys;

namespace Rosterline.Accounts;

/// <summary>Keeps the keys that protect cookies in the database, encrypted, so that every node accepts every node's cookies.</summary>
sealed class DataProtectionKeys(NpgsqlDataSource database, Secrets secrets) : IXmlRepository
{
    internal const string Context = "data protection";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select xml from data_protection_key");
        using var reader = command.ExecuteReader();
        var all = new List<XElement>();
        while (reader.Read())
            if (Open(reader.GetString(0)) is { } key) all.Add(key);
        return all;
    }

    XElement? Open(string box)
    {
        try
        {
            return XElement.Parse(secrets.Decrypt(Convert.FromBase64String(box), Context));
        }
        catch (CryptographicException)
        {
            // Its key was given up as lost: whoever has a cookie by it signs in again. A wrong key file is refused at the start.
            return null;
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.CreateCommand("insert into data_protection_key (id, xml) values ($1, $2) on conflict (id) do nothing");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = Convert.ToBase64String(secrets.Encrypt(element.ToString(SaveOptions.DisableFormatting), Context)) });
        command.ExecuteNonQuery();
    }
}

static class DataProtectionKeysRegistration
{
    public static void AddKeysToDatabase(this IDataProtectionBuilder builder) =>
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new DataProtectionKeys(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<Secrets>())))
            .AddKeyedValues((database, secrets) => new SecretColumn<string>(database, secrets, "keys of cookies",
                "select '00000000-0000-0000-0000-000000000000'::uuid, id, decode(xml, 'base64') from data_protection_key",
                "update data_protection_key set xml = encode($3, 'base64') where id = $2 and decode(xml, 'base64') = $4 and $1::uuid is not null", _ => DataProtectionKeys.Context));
}
