using Npgsql;
using Rosterline.Platform;

namespace Rosterline.Media;

/// <summary>Keeps the bytes of attachments: in the database, or in a folder when there are many.</summary>
public interface IMediaStore
{
    Task WriteAsync(Guid rootId, Guid id, byte[] content, CancellationToken cancel);

    /// <summary>For a row that the transaction has just made; what does not lie in the database is taken back by <see cref="ForgetAsync"/>.</summary>
    Task WriteAsync(NpgsqlTransaction within, Guid rootId, Guid id, byte[] content, CancellationToken cancel);

    /// <summary>Nothing of this organisation is kept outside the database any more.</summary>
    Task ForgetAsync(Guid rootId);

    /// <summary>Null when it is not there.</summary>
    Task<byte[]?> ReadAsync(Guid rootId, Guid id, CancellationToken cancel);
}

/// <summary>Attachments beside their rows; one backup holds everything.</summary>
public sealed class DatabaseMedia(NpgsqlDataSource database) : IMediaStore
{
    public Task WriteAsync(Guid rootId, Guid id, byte[] content, CancellationToken cancel) =>
        database.Command("update media set content = $3 where root_id = $1 and id = $2", rootId, id, content).RunAsync(cancel);

    public Task WriteAsync(NpgsqlTransaction within, Guid rootId, Guid id, byte[] content, CancellationToken cancel) =>
        within.Command("update media set content = $3 where root_id = $1 and id = $2", rootId, id, content).RunAsync(cancel);

    public Task ForgetAsync(Guid rootId) => Task.CompletedTask;

    public async Task<byte[]?> ReadAsync(Guid rootId, Guid id, CancellationToken cancel)
    {
        await using var command = database.Command("select content from media where root_id = $1 and id = $2", rootId, id);
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }
}

/// <summary>Attachments as files of the data folder, one folder per organisation; written beside and renamed, so that none is half there.</summary>
public sealed class FolderMedia(string folder) : IMediaStore
{
    public async Task WriteAsync(Guid rootId, Guid id, byte[] content, CancellationToken cancel)
    {
        var path = PathOf(rootId, id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".part", content, cancel);
        File.Move(path + ".part", path, overwrite: true);
    }

    public Task WriteAsync(NpgsqlTransaction within, Guid rootId, Guid id, byte[] content, CancellationToken cancel) => WriteAsync(rootId, id, content, cancel);

    public Task ForgetAsync(Guid rootId)
    {
        var own = Path.Combine(folder, rootId.ToString("N"));
        if (Directory.Exists(own)) Directory.Delete(own, recursive: true);
        return Task.CompletedTask;
    }

    public async Task<byte[]?> ReadAsync(Guid rootId, Guid id, CancellationToken cancel) =>
        PathOf(rootId, id) is var path && File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel) : null;

    string PathOf(Guid rootId, Guid id) => Path.Combine(folder, rootId.ToString("N"), id.ToString("N")[^2..], id.ToString("N"));
}
