using Rosterline.Accounts;
using Rosterline.Lines;
using Rosterline.Platform;
using Rosterline.Simulator.Carrier;

namespace Rosterline.Simulator.Phones;

/// <summary>Somebody takes a virtual handset and texts one of the lines they may see.</summary>
sealed class TextFromPhone(LineReader lines, TextLine textLine, OwnAddress own)
{
    static readonly Refusal LineUnknown = new("no_such_line", "No simulated line has this number.");
    static readonly Refusal PictureUnknown = new("picture_unknown", "A virtual phone sends sample pictures only.");

    public async Task<Result<Guid>> ExecuteAsync(Viewer viewer, PhoneNumber phone, PhonesApi.TextRequest request, CancellationToken cancel)
    {
        if (PhoneNumber.FromWire(request.To) is not { } to || await lines.FindByNumberAsync(viewer.RootId, to, cancel) is not { } line
            || !(viewer.May(Permissions.Administer) || viewer.Uses(line.Id))) return LineUnknown;
        if (request.MediaUrl is { Length: > 0 } && !SamplePicture.Knows(request.MediaUrl)) return PictureUnknown;
        var media = request.MediaUrl is { Length: > 0 } name ? new Uri(own.Local, $"{CarrierApi.Path}/media/{name}").ToString() : null;
        return await textLine.ExecuteAsync(viewer.RootId, phone, to, request.Body, media, cancel);
    }
}
