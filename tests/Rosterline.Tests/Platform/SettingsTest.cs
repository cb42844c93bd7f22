using Rosterline.Platform;

namespace Rosterline.Tests.Platform;

public class SettingsTest
{
    [Fact]
    public void Listens_on_this_machine_only_unless_told_otherwise()
    {
        var settings = Settings.From(_ => null);
        settings.Urls.ShouldBe("http://127.0.0.1:5080");
        settings.Database.ShouldBeNull();
        settings.Demo.ShouldBeFalse();
        settings.DataFolder.ShouldBe(Path.GetFullPath("data"));
    }

    [Theory]
    [InlineData("ROSTERLINE_URLS", "5080")]
    [InlineData("ROSTERLINE_PUBLIC_URL", "texts.example.com")]
    [InlineData("ROSTERLINE_PUBLIC_URL", "ftp://texts.example.com")]
    [InlineData("ROSTERLINE_DEMO", "perhaps")]
    public void Names_the_key_of_a_value_that_cannot_be_used(string key, string value)
    {
        var bad = Should.Throw<BadSettingException>(() => Settings.From(asked => asked == key ? value : null));
        bad.Key.ShouldBe(key);
        bad.Message.ShouldStartWith(key + ": ");
        bad.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("http://+:8080")]
    [InlineData("http://*:80;https://localhost:443")]
    [InlineData("http://[::]:5080")]
    public void Takes_what_the_server_takes(string urls) => Settings.From(key => key == "ROSTERLINE_URLS" ? urls : null).Urls.ShouldBe(urls);
}
