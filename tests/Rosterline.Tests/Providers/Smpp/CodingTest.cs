using System.Text;
using Rosterline.Platform;
using Rosterline.Providers;
using Rosterline.Providers.Smpp;
using Rosterline.Sending;

namespace Rosterline.Tests.Providers.Smpp;

[Trait("Provider", "SMPP")]
public class CodingTest
{
    static readonly SmppSettings Plain = new();
    static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Can you start Monday?", 0, "gsm7", false)]
    [InlineData("{[~]}|^\\€ @ £ ñ à", 0, "gsm7", false)]
    [InlineData("Voilà, ça marche", 8, "gsm7", false)]
    [InlineData("Voilà, ça marche", 3, "gsm7", true)]
    [InlineData("Voilà, ça marche", 0, "latin1", false)]
    [InlineData("Sí ☕ 👍", 8, "latin1", true)]
    public void What_is_written_is_read_again(string text, byte coding, string alphabet, bool latin1)
    {
        var coded = TextCoding.Encode(text, Plain with { DefaultAlphabet = alphabet, UseLatin1 = latin1 });
        coded.DataCoding.ShouldBe(coding);
        TextCoding.Decode(coded.DataCoding, coded.Whole, alphabet == "latin1").ShouldBe(text);
    }

    [Theory]
    [InlineData(1, "53544f50", "STOP")]
    [InlineData(0, "5354c9", "STÉ")] // not GSM 7 bit, whatever the gateway says
    [InlineData(0x18, "005300ed", "Sí")]
    [InlineData(0xF1, "00410b1b65", "@AØ€")]
    [InlineData(0x06, "bfe0d8", "Пр")]
    [InlineData(0xE0, "005300", "S")]
    [InlineData(4, "c3a9", "é")]
    [InlineData(0, "1b", "")]
    [InlineData(1, "1b281b65", "{€")]
    public void Reads_what_gateways_mean_by_data_coding(byte coding, string hex, string text)
    {
        var read = TextCoding.Decode(coding, Convert.FromHexString(hex), latin1ByDefault: false);
        if (coding == 0x06) read.ShouldStartWith(text);
        else read.ShouldBe(text);
    }

    [Fact]
    [Trait("Requirement", "G-03")]
    public void Cuts_long_texts_where_the_segment_counter_does()
    {
        var random = new Random(3);
        string[] alphabet = ["a", "€", "{", "é", " ", "👍", "☕", "ñ"];
        for (var i = 0; i < 300; i++)
        {
            var letters = random.Next(2) == 0 ? 5 : alphabet.Length;
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 500)).Select(_ => alphabet[random.Next(letters)]));
            var pieces = TextCoding.Encode(text, Plain).Pieces();
            pieces.Count.ShouldBe(SegmentCounter.Count(text).Segments, text);
            pieces.Count.ShouldBe(LongText.Of(Text(text), Plain).Count);
        }
    }

    [Theory]
    [InlineData("udh")]
    [InlineData("sar")]
    public async Task A_long_text_in_pieces_is_the_same_text_when_its_pieces_come_back(string how)
    {
        var body = string.Concat(Enumerable.Range(0, 60).Select(i => $"Shift {i} at the {{depot}} 👍 "));
        var units = LongText.Of(Text(body), Plain with { LongTexts = how });
        units.Select(u => u.RegisteredDelivery).ShouldBe([.. Enumerable.Repeat((byte)0, units.Count - 1), 1]);
        units.ShouldAllBe(u => u.Message.Length <= 140);

        var read = units.Select(u => Delivered.Text(ShortMessage.Decode(u.Encode()), u.Encode(), Plain)!.Text).ToList();
        read.Select(t => (t.Part!.Number, t.Part.Count)).ShouldBe(Enumerable.Range(1, units.Count).Select(n => (n, units.Count)));
        string.Concat(read.Select(t => t.Body)).ShouldBe(body);
        await Task.CompletedTask;
    }

    [Fact]
    public void A_long_text_in_message_payload_is_one_unit()
    {
        var body = new string('€', 300);
        var unit = LongText.Of(Text(body), Plain with { LongTexts = "payload" }).ShouldHaveSingleItem();
        unit.Message.ShouldBeEmpty();
        Delivered.Text(unit, unit.Encode(), Plain)!.Text.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("id:0000000012345678 sub:001 dlvrd:001 submit date:1601010100 done date:1601010101 stat:DELIVRD err:000 text:none", "text", "0000000012345678", DeliveryStatus.Delivered, null)]
    [InlineData("id:64567564356765435676 sub:001 dlvrd:001 submit date:190608165232 done date:190608165237 stat:DELIVRD err:000 text:Hello id:7 stat:UNDELIV", "decimal", "64567564356765435676", DeliveryStatus.Delivered, null)]
    [InlineData("id:0911897980 sub:001 dlvrd:000 submit date:1201121551 done date:1201121551 stat:UNDELIV err:075 text:-PROFILE", "decimal", "911897980", DeliveryStatus.Undelivered, "075")]
    [InlineData("id:40072910491427628 sub:001 dlvrd:001 submit date:1007291049 done date:1007291049 stat:DELIVRD err:000", "text", "40072910491427628", DeliveryStatus.Delivered, null)]
    [InlineData("stat:REJECTD err:A1F id:3e9", "hex", "1001", DeliveryStatus.Failed, "A1F")]
    [InlineData("ID:FFFFFFFFFF STAT:EXPIRED", "hex", "1099511627775", DeliveryStatus.Undelivered, null)]
    [InlineData("id:1 stat:ACCEPTD", "text", "1", DeliveryStatus.Sent, null)]
    public void Reads_receipts_by_key(string words, string ids, string id, DeliveryStatus status, string? code)
    {
        var update = Delivered.Update(Receipt(words), Plain with { ReceiptIds = ids }, Now).ShouldNotBeNull();
        (update.ProviderMessageId, update.Status, update.ProviderCode).ShouldBe((id, status, code));
    }

    [Fact]
    public void The_parameter_with_the_id_counts_more_than_the_words()
    {
        var receipt = Receipt("id:1001 stat:UNKNOWN done date:2611211004 err:000") with
        {
            Tlvs = [new(Tlv.ReceiptedMessageId, "3e9\0"u8.ToArray()), Tlv.Of(Tlv.MessageState, (byte)5), new(Tlv.NetworkErrorCode, [3, 0, 27])],
        };
        var update = Delivered.Update(receipt, Plain with { SubmitIds = "hex", ReceiptIds = "decimal" }, Now).ShouldNotBeNull();
        (update.ProviderMessageId, update.Status, update.ProviderCode, update.At).ShouldBe(("1001", DeliveryStatus.Undelivered, "27", Now.AddMinutes(-1)));
    }

    [Fact]
    public void A_date_that_could_be_of_another_zone_says_nothing() =>
        Delivered.Update(Receipt("id:1 stat:DELIVRD done date:261121040500"), Plain, Now)!.At.ShouldBeNull();

    [Theory]
    [InlineData(1, "13035550123", 13035550123)]
    [InlineData(0, "+13035550123", 13035550123)]
    [InlineData(2, "3035550123", 13035550123)]
    [InlineData(1, "3035550123", 13035550123)]
    [InlineData(0, "0041791234567", 41791234567)]
    [InlineData(3, "72345", 72345L)]
    [InlineData(5, "MyBank", null)]
    public void Reads_the_senders_number(byte ton, string digits, long? number)
    {
        var message = new ShortMessage(new(ton, 1, digits), new(1, 1, "13035550100"), 0, "Hi"u8.ToArray());
        var text = Delivered.Text(message, message.Encode(), Plain)!.Text;
        (text.From?.Digits, text.To.Digits).ShouldBe((number, 13035550100));
        if (number is null) text.FromAddress.ShouldBe(digits);
    }

    [Fact]
    public void Any_octets_are_read_or_refused()
    {
        var random = new Random(5);
        var whole = new ShortMessage(new(1, 1, "13035550123"), new(1, 1, "13035550100"), 0, "Hi there"u8.ToArray()) { EsmClass = 0x40, Tlvs = [Tlv.Of(Tlv.SarTotal, (byte)2)] }.Encode();
        for (var i = 0; i < 20_000; i++)
        {
            var octets = i % 2 == 0 ? (byte[])[.. whole] : new byte[random.Next(80)];
            if (i % 2 == 1) random.NextBytes(octets);
            else
                for (var hit = 0; hit < 3; hit++) octets[random.Next(octets.Length)] = (byte)random.Next(256);
            try
            {
                var message = ShortMessage.Decode(octets);
                _ = Delivered.IsReceipt(message) ? (object?)Delivered.Update(message, Plain, Now) : Delivered.Text(message, octets, Plain);
            }
            catch (MalformedPduException)
            {
                // The one way to say no.
            }
        }
    }

    static ShortMessage Receipt(string words) => new(new(1, 1, "13035550123"), new(1, 1, "13035550100"), 0, Encoding.ASCII.GetBytes(words)) { EsmClass = 4 };

    static OutgoingText Text(string body) => new(Ids.New(), new(13035550100), new(13035550123), body, []);
}
