using System.Collections.Frozen;
using Rosterline.People.Import.Files;

namespace Rosterline.Moving.History;

/// <summary>What a column of texts can hold.</summary>
public enum HistoryField { Direction, From, To, Contact, Line, Body, Time, Date, Zone, Status, Id }

/// <summary>Guesses such a column by its name, as texting products and spreadsheets call them.</summary>
static class HistoryColumns
{
    static readonly FrozenDictionary<string, HistoryField> Names = Table(
        (HistoryField.Direction, "direction|type|messagetype|messagedirection|inout|inboundoutbound|sentreceived|way|kind|bound"),
        (HistoryField.From, "from|fromnumber|fromphone|sender|sendernumber|senderphone|fromphonenumber|source|sourceaddress|originator|de"),
        (HistoryField.To, "to|tonumber|tophone|recipient|recipientnumber|recipientphone|tophonenumber|destination|destinationaddress|receiver|para"),
        (HistoryField.Contact, "contact|contactphone|contactnumber|contactphonenumber|contactmobile|phone|phonenumber|number|mobile|mobilenumber|cell|cellphone|customerphone|candidatephone|address|fingerprint"),
        (HistoryField.Line, "line|linenumber|linephone|accountphone|accountnumber|ournumber|inbox|inboxnumber|inboxphone|businessnumber|landline|landlinenumber|deviceaddress|textnumber|textusnumber|zipwhipnumber|agentphone|userphone|channel"),
        (HistoryField.Body, "body|message|messagebody|messagetext|text|content|messagecontent|words|sms|smsbody|mensaje"),
        (HistoryField.Time, "time|when|timestamp|datetime|date time|date and time|sentat|sent|sentdate|senttime|createdat|created|createdate|datecreated|datesent|deliveredat|messagedate|messagetime|receivedat|receiveddate|occurredat|senttimestamp|fecha y hora|dateutc|timeutc|at"),
        (HistoryField.Date, "date|day|messageday|fecha"),
        (HistoryField.Zone, "zone|timezone|tz|utcoffset|offset"),
        (HistoryField.Status, "status|deliverystatus|messagestatus|state|deliverystate|estado"),
        (HistoryField.Id, "id|messageid|sid|messagesid|smssid|uuid|guid|externalid|providerid|providermessageid|smsid"));

    public static HistoryField? Of(string header) => Names.TryGetValue(ColumnGuess.Plain(header), out var field) ? field : null;

    /// <summary>Column by field; one that is claimed twice goes to the first. A day alone is the time where there is no other.</summary>
    public static Dictionary<HistoryField, int> All(IReadOnlyList<string> headers)
    {
        var mapping = new Dictionary<HistoryField, int>();
        for (var i = 0; i < headers.Count; i++)
            if (Of(headers[i]) is { } field) mapping.TryAdd(field, i);
        if (!mapping.ContainsKey(HistoryField.Time) && mapping.Remove(HistoryField.Date, out var day)) mapping[HistoryField.Time] = day;
        return mapping;
    }

    static FrozenDictionary<string, HistoryField> Table(params (HistoryField Field, string Names)[] rows) =>
        rows.SelectMany(row => row.Names.Split('|').Select(name => KeyValuePair.Create(ColumnGuess.Plain(name), row.Field))).DistinctBy(pair => pair.Key).ToFrozenDictionary();
}
