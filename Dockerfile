# Two stages: the first has pip and the build tools, the second only Python and the tutor.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# The requirements first: they change less often than the program, so their layer is kept.
COPY requirements.txt requirements-build.txt ./
RUN python -m venv --without-pip /app \
    && pip --python /app/bin/python install --only-binary :all: --require-hashes -r requirements.txt \
    && pip install --only-binary :all: --require-hashes -r requirements-build.txt

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
COPY quizzes quizzes
COPY schemas schemas
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /dist . \
    && pip --python /app/bin/python install --no-deps --no-index /dist/*.whl


FROM python:3.13-slim
LABEL org.opencontainers.image.title="Kotae" org.opencontainers.image.licenses="MIT"

RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin kotae \
    && install --directory --owner kotae --group kotae --mode 0750 /data
COPY --from=build /app /app

# /data is the only place written to; the rest of the file system may be read-only.
ENV PATH=/app/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    KOTAE_DATABASE_URL=sqlite:////data/kotae.db
VOLUME /data
WORKDIR /app
USER 10001:10001

STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=90s --retries=3 CMD ["kotae", "health"]
ENTRYPOINT ["kotae"]
CMD ["run"]
