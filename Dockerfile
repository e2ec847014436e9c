# Two stages: the first installs what the lock file names, the second holds only what runs.
FROM python:3.11-slim-bookworm AS build
ENV UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT=/app/.venv
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project
COPY bot bot
COPY content content
COPY storage storage
RUN uv sync --locked --no-dev --no-editable
# What is inside, for whoever has to answer for it: a list in the CycloneDX form.
RUN uv export --quiet --locked --no-dev --format cyclonedx1.5 --output-file /app/.venv/sbom.cdx.json

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Unpinch" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin unpinch \
    && install -d -o unpinch -g unpinch -m 0700 /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    UNPINCH_DATABASE_URL=sqlite:////data/unpinch.db \
    UNPINCH_LISTEN=127.0.0.1:8080
USER unpinch
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["unpinch", "health"]
ENTRYPOINT ["unpinch"]
CMD ["run"]
